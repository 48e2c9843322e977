package dev.vinculo.lumen

import android.content.Context
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import dev.vinculo.Delivery
import dev.vinculo.VinculoException
import dev.vinculo.android.VinculoConnect

/** Sends outcomes to the backend when the network is there, whether or not the app is. */
class DeliverWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result = try {
        when (VinculoConnect.deliverPending(applicationContext)) {
            Delivery.LATER -> Result.retry()
            // With SIGN_IN nothing helps but the user, whose next start of the app sends it.
            Delivery.DONE, Delivery.SIGN_IN -> Result.success()
        }
    } catch (_: VinculoException.StorageUnusable) {
        Result.retry()
    }

    companion object {
        const val NAME = "deliver"

        /** One that waits already is enough. */
        fun enqueue(context: Context) {
            val request = OneTimeWorkRequestBuilder<DeliverWorker>()
                .setConstraints(Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build())
                .build()
            WorkManager.getInstance(context).enqueueUniqueWork(NAME, ExistingWorkPolicy.KEEP, request)
        }
    }
}
