package dev.vinculo.android

import android.content.Intent
import android.os.Bundle
import android.os.Parcel
import android.os.Parcelable
import dev.vinculo.ConnectOptions
import dev.vinculo.Vinculo
import java.util.UUID

/**
 * What [VinculoConnect] is launched with: one session, not begun. Launched twice, it is the same session, and ends once.
 *
 * It holds no token, but what the options say about the user (such as the link to repair), so it belongs into no log.
 */
public class ConnectRequest private constructor(
    /** Names the session within the app. */
    internal val key: String,
    /** The session, as of [Vinculo.prepare]. */
    internal val prepared: ByteArray,
    internal val view: ConnectViewOptions,
) : Parcelable {
    /**
     * @throws dev.vinculo.VinculoException.SettingRefused names the option that cannot work, and the fix.
     * @throws dev.vinculo.VinculoException.LibraryUnusable if the app does not hold the native library for this device.
     */
    @JvmOverloads
    public constructor(options: ConnectOptions, view: ConnectViewOptions = ConnectViewOptions.Builder().build()) :
        this(UUID.randomUUID().toString(), Vinculo.prepare(options), view)

    override fun toString(): String = "ConnectRequest($view)"

    override fun describeContents(): Int = 0

    override fun writeToParcel(dest: Parcel, flags: Int) {
        dest.writeBundle(toBundle())
    }

    /** As plain types: a class of the app's own within an intent breaks whoever reads it without that class. */
    internal fun toBundle(): Bundle = view.toBundle().apply {
        putString(KEY, key)
        putByteArray(PREPARED, prepared)
    }

    public companion object {
        private const val EXTRA = "dev.vinculo.request"
        private const val KEY = "key"
        private const val PREPARED = "prepared"

        /** For Android. */
        @JvmField
        public val CREATOR: Parcelable.Creator<ConnectRequest> =
            object : Parcelable.Creator<ConnectRequest> {
                override fun createFromParcel(source: Parcel): ConnectRequest? = of(source.readBundle(ConnectRequest::class.java.classLoader))

                override fun newArray(size: Int): Array<ConnectRequest?> = arrayOfNulls(size)
            }

        internal fun ConnectRequest.into(intent: Intent): Intent = intent.putExtra(EXTRA, toBundle())

        /** `null` if the intent is none of ours, whatever is in it. */
        internal fun from(intent: Intent): ConnectRequest? = bundleIn(intent, EXTRA)?.let(::of)

        private fun of(bundle: Bundle?): ConnectRequest? {
            val key = bundle?.getString(KEY) ?: return null
            return ConnectRequest(key, bundle.getByteArray(PREPARED) ?: return null, ConnectViewOptions.of(bundle))
        }
    }
}

/** A stranger's extras may hold classes that are not there, and Android unpacks all at the first question. */
internal fun bundleIn(intent: Intent, name: String): Bundle? = try {
    intent.getBundleExtra(name)
} catch (_: RuntimeException) {
    null
}
