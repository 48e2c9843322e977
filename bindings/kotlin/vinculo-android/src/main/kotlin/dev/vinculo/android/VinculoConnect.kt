package dev.vinculo.android

import android.app.Activity
import android.content.Context
import android.content.Intent
import androidx.activity.result.contract.ActivityResultContract
import dev.vinculo.CallbackUrls
import dev.vinculo.ConnectOutcome
import dev.vinculo.DeepLinkVerdict
import dev.vinculo.Delivery
import dev.vinculo.Vinculo
import dev.vinculo.android.ConnectRequest.Companion.into

/**
 * Shows the widget on a screen of its own, and answers how that ended. Your `Application` is a [VinculoProvider], and:
 *
 * ```
 * private val connect = registerForActivityResult(VinculoConnect()) { result ->
 *     if (result is ConnectResult.Finished) {
 *         show(result.outcome)
 *         app.dealtWith(result)     // VinculoConnect.acknowledge, in a scope that outlives the screen
 *     }
 * }
 *
 * fun onConnectPressed() = connect.launch(ConnectRequest(options))
 * ```
 *
 * Register it where every screen registers, at construction: then Android delivers the answer to the screen even if the process
 * died meanwhile; what it had not dealt with when the process died is among [unacknowledged]. A session survives rotation, "don't
 * keep activities" and process death; it is never run twice in a process.
 */
public class VinculoConnect : ActivityResultContract<ConnectRequest, ConnectResult>() {
    /** @throws IllegalStateException if the app's `Application` is no [VinculoProvider]. */
    override fun createIntent(context: Context, input: ConnectRequest): Intent {
        checkNotNull(context.vinculoProvider) { NO_PROVIDER }
        return input.into(Intent(context, ConnectActivity::class.java))
    }

    override fun parseResult(resultCode: Int, intent: Intent?): ConnectResult =
        if (resultCode == Activity.RESULT_OK) ConnectResult.from(intent) else ConnectResult.interrupted()

    public companion object {
        internal const val NO_PROVIDER = "the app's Application must implement dev.vinculo.android.VinculoProvider"

        /**
         * You have dealt with it: the outcome is told no more, in no process. If that fails, it is told again ([unacknowledged]), so
         * catch what it throws: uncaught in a coroutine, it ends the app. Nothing is done if nobody is signed in. Main thread.
         *
         * @throws IllegalStateException if the app's `Application` is no [VinculoProvider].
         * @throws dev.vinculo.VinculoException such as `store` if the journal cannot be read now, `other_user` if another user has signed
         *   in meanwhile, `cancelled` if the user's [Vinculo] was closed.
         */
        @JvmStatic
        public suspend fun acknowledge(context: Context, result: ConnectResult.Finished) {
            val vinculo = signedIn(context) ?: return
            val session = Sessions.obtain(vinculo, result.key, result.saved)
            if (!session.isAcknowledged) {
                session.outcome()
                session.acknowledge()
            }
            Sessions.forgetAcknowledged()
        }

        /**
         * Outcomes that you have not acknowledged, as of [Vinculo.unacknowledged]: those too whose [ConnectResult] was delivered to a
         * process that died before it had dealt with it, or to none. Ask at the app's start:
         *
         * ```
         * for (outcome in VinculoConnect.unacknowledged(context)) {
         *     show(outcome)
         *     VinculoConnect.acknowledge(context, outcome)
         * }
         * ```
         *
         * The outcome of a screen that has just closed may be one of them while its result is on the way to you: its id is the same.
         * Main thread.
         *
         * @return Empty if nobody is signed in.
         * @throws dev.vinculo.VinculoException.StorageUnusable if the journal cannot be read now.
         * @throws IllegalStateException if the app's `Application` is no [VinculoProvider].
         */
        @JvmStatic
        public suspend fun unacknowledged(context: Context): List<ConnectOutcome> = signedIn(context)?.unacknowledged().orEmpty()

        /**
         * You have dealt with one of [unacknowledged]: it is told no more, in no process, also by no screen. Nothing is done if nobody is
         * signed in. Main thread.
         *
         * @throws dev.vinculo.VinculoException.StorageUnusable if that cannot be written now: it is still one of them.
         * @throws IllegalStateException if the app's `Application` is no [VinculoProvider].
         */
        @JvmStatic
        public suspend fun acknowledge(context: Context, outcome: ConnectOutcome) {
            signedIn(context)?.acknowledge(outcome)
            Sessions.forgetAcknowledged()
        }

        /**
         * Your activity for the callback URLs got this link: call it from its `onCreate` and `onNewIntent`, and finish the activity,
         * which uncovers the widget. If the process died meanwhile, the link waits for the session. Main thread.
         *
         * @return What it was; [DeepLinkVerdict.NOT_MINE] is for you to open.
         */
        @JvmStatic
        public fun onNewIntent(intent: Intent, callbackUrls: CallbackUrls): DeepLinkVerdict {
            val url = if (intent.action == Intent.ACTION_VIEW) intent.dataString else null
            return if (url == null) DeepLinkVerdict.NOT_MINE else openLink(url, callbackUrls)
        }

        /** The same, of a link that came by another way. Main thread. */
        @JvmStatic
        public fun openLink(url: String, callbackUrls: CallbackUrls): DeepLinkVerdict = Sessions.openLink(url, callbackUrls)

        /**
         * Sends what is pending to your backend: at the app's start, or from a `CoroutineWorker`, which has the network as its
         * constraint:
         *
         * ```
         * override suspend fun doWork(): Result = when (VinculoConnect.deliverPending(applicationContext)) {
         *     Delivery.LATER -> Result.retry()
         *     else -> Result.success()
         * }
         * ```
         *
         * @return [Delivery.SIGN_IN] also if nobody is signed in.
         * @throws dev.vinculo.VinculoException.StorageUnusable if the journal cannot be read now.
         * @throws IllegalStateException if the app's `Application` is no [VinculoProvider].
         */
        @JvmStatic
        public suspend fun deliverPending(context: Context): Delivery = signedIn(context)?.outbox?.deliver() ?: Delivery.SIGN_IN

        private suspend fun signedIn(context: Context): Vinculo? = vinculoOf(checkNotNull(context.vinculoProvider) { NO_PROVIDER })
    }
}
