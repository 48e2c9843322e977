package dev.vinculo.android

import android.content.Intent
import android.os.Bundle
import android.os.Parcel
import android.os.Parcelable
import dev.vinculo.ConnectOutcome
import dev.vinculo.TimelineEntry
import dev.vinculo.Vinculo
import dev.vinculo.VinculoException

/**
 * What [VinculoConnect] answers. Android delivers it again to a screen that was made anew meanwhile, after a process death too.
 * Once it is delivered, it is yours to deal with; if the process dies before, [VinculoConnect.unacknowledged] has the outcome. It is
 * a `Parcelable`, for your saved state.
 */
public sealed class ConnectResult : Parcelable {
    /**
     * The session ended. When you have dealt with it, say so: [VinculoConnect.acknowledge].
     *
     * @property outcome How.
     */
    public class Finished internal constructor(public val outcome: ConnectOutcome, internal val key: String, internal val saved: ByteArray) : ConnectResult() {
        /**
         * What happened since the session began or came back in this process, oldest first, for a support ticket: no token, no link, no
         * personal data. Empty if it did neither, or if you have unpacked the result later, or on another thread.
         */
        public val timeline: List<TimelineEntry> = Sessions.timeline(key)

        override fun toString(): String = "Finished($outcome)"
    }

    /**
     * There is no outcome, and if the session had begun, nothing is known of its end: look at [Vinculo.links].
     *
     * @property code Stable, for `when`: `interrupted` (Android ended the screen before it began), `no_provider` (the app's
     *   `Application` is no [VinculoProvider]), `signed_out` (it knew of no user), `bad_request` (the screen was started by something
     *   else than [VinculoConnect]), or that of a [VinculoException], such as `cancelled`, `store` or `broken`.
     * @property detail For developers, and safe to log.
     */
    public class Unfinished internal constructor(public val code: String, public val detail: String) : ConnectResult() {
        override fun toString(): String = "Unfinished($code)"
    }

    /** The outcome was acknowledged before, in an earlier process say: there is nothing to tell. */
    public object Acknowledged : ConnectResult() {
        override fun toString(): String = "Acknowledged"
    }

    override fun describeContents(): Int = 0

    override fun writeToParcel(dest: Parcel, flags: Int) {
        dest.writeBundle(toBundle())
    }

    internal fun toIntent(): Intent = Intent().putExtra(EXTRA, toBundle())

    private fun toBundle(): Bundle = Bundle().also {
        when (this) {
            is Finished -> {
                it.putString(KEY, key)
                it.putByteArray(SAVED, saved)
                it.putBoolean(RECORDED, outcome.isRecorded)
            }
            is Unfinished -> {
                it.putString(CODE, code)
                it.putString(DETAIL, detail)
            }
            Acknowledged -> it.putBoolean(ACKNOWLEDGED, true)
        }
    }

    public companion object {
        private const val EXTRA = "dev.vinculo.result"
        private const val KEY = "key"
        private const val SAVED = "saved"
        private const val RECORDED = "recorded"
        private const val CODE = "code"
        private const val DETAIL = "detail"
        private const val ACKNOWLEDGED = "acknowledged"

        /** For Android. */
        @JvmField
        public val CREATOR: Parcelable.Creator<ConnectResult> =
            object : Parcelable.Creator<ConnectResult> {
                override fun createFromParcel(source: Parcel): ConnectResult = of(source.readBundle(ConnectResult::class.java.classLoader))

                override fun newArray(size: Int): Array<ConnectResult?> = arrayOfNulls(size)
            }

        internal fun from(intent: Intent?): ConnectResult = of(intent?.let { bundleIn(it, EXTRA) })

        internal fun interrupted() = Unfinished("interrupted", "Android ended the screen before it had an outcome")

        internal fun of(problem: VinculoException) = Unfinished(problem.code, problem.message.orEmpty())

        private fun of(bundle: Bundle?): ConnectResult = when {
            bundle == null -> interrupted()
            bundle.getBoolean(ACKNOWLEDGED, false) -> Acknowledged
            else -> finished(bundle) ?: Unfinished(bundle.getString(CODE) ?: "interrupted", bundle.getString(DETAIL).orEmpty())
        }

        private fun finished(bundle: Bundle): Finished? {
            val key = bundle.getString(KEY) ?: return null
            val saved = bundle.getByteArray(SAVED) ?: return null
            return try {
                Vinculo.outcomeIn(saved, bundle.getBoolean(RECORDED, false))?.let { Finished(it, key, saved) }
            } catch (_: VinculoException) {
                null
            }
        }
    }
}
