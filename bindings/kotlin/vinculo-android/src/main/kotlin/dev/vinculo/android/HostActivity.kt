package dev.vinculo.android

import android.app.Activity
import android.content.ContentResolver
import android.content.Context
import android.content.ContextWrapper
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.view.View
import androidx.activity.ComponentActivity
import androidx.activity.OnBackPressedCallback
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContracts.RequestMultiplePermissions
import androidx.activity.result.contract.ActivityResultContracts.StartActivityForResult
import androidx.lifecycle.DefaultLifecycleObserver
import androidx.lifecycle.LifecycleOwner
import dev.vinculo.ConnectSession

/** The activity around a [ConnectView]: back, the way to the front, files and permissions. */
internal class HostActivity private constructor(private val activity: ComponentActivity) {
    private var session: ConnectSession? = null
    private var canGoBack: () -> Boolean = { false }
    private var files: ActivityResultLauncher<Intent>? = null
    private var onFiles: ((Array<Uri>?) -> Unit)? = null
    private var permissions: ActivityResultLauncher<Array<String>>? = null
    private var onPermissions: (() -> Unit)? = null

    private val back =
        object : OnBackPressedCallback(true) {
            override fun handleOnBackPressed() {
                session?.back(canGoBack())
            }
        }

    private val front =
        object : DefaultLifecycleObserver {
            private var wasAway = false

            override fun onStop(owner: LifecycleOwner) {
                wasAway = true
            }

            override fun onStart(owner: LifecycleOwner) {
                if (wasAway) session?.returned()
                wasAway = false
            }
        }

    /** Whether back is for the session; if not, Android may show where back leads to while the finger moves. */
    var isBackOurs: Boolean by back::isEnabled

    fun begin(session: ConnectSession, canGoBack: () -> Boolean) {
        this.session = session
        this.canGoBack = canGoBack
        activity.onBackPressedDispatcher.addCallback(back)
        activity.lifecycle.addObserver(front)
        val registry = activity.activityResultRegistry
        files =
            registry.register(FILES, StartActivityForResult()) { result ->
                answerFiles(if (result.resultCode == Activity.RESULT_OK) chosen(result.data) else null)
            }
        permissions =
            registry.register(PERMISSIONS, RequestMultiplePermissions()) {
                onPermissions?.invoke()
                onPermissions = null
            }
    }

    fun end() {
        session = null
        back.remove()
        activity.lifecycle.removeObserver(front)
        answerFiles(null)
        onPermissions = null
        files?.unregister()
        permissions?.unregister()
    }

    /** Answers with `null` if there is nothing to choose with, or nothing was chosen. The page waits until it is answered. */
    fun chooseFiles(chooser: Intent, answer: (Array<Uri>?) -> Unit) {
        answerFiles(null)
        onFiles = answer
        try {
            checkNotNull(files).launch(chooser)
        } catch (_: RuntimeException) {
            // No app is there for it, or Android is saving the screen.
            answerFiles(null)
        }
    }

    /** Asks the user for those that are not granted yet, and answers whether all are. */
    fun askPermissions(wanted: List<String>, answer: (Boolean) -> Unit) {
        val missing = wanted.filterNot(::isGranted)
        if (missing.isEmpty()) {
            answer(true)
            return
        }
        onPermissions = { answer(wanted.all(::isGranted)) }
        permissions?.launch(missing.toTypedArray())
    }

    private fun isGranted(permission: String) = activity.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

    /** Only what another app hands over: by a path, an app could have a file of ours sent to the page. */
    private fun chosen(data: Intent?): Array<Uri>? {
        val many = data?.clipData?.let { clip -> List(clip.itemCount) { clip.getItemAt(it).uri } }
        val all = many ?: listOf(data?.data)
        return all.filterNotNull().filter { it.scheme == ContentResolver.SCHEME_CONTENT }.toTypedArray().takeIf { it.isNotEmpty() }
    }

    private fun answerFiles(chosen: Array<Uri>?) {
        onFiles?.invoke(chosen)
        onFiles = null
    }

    companion object {
        private const val FILES = "dev.vinculo.files"
        private const val PERMISSIONS = "dev.vinculo.permissions"

        /** `null` if the view is in something else than a `ComponentActivity`. */
        fun of(view: View): HostActivity? {
            var context: Context? = view.context
            while (context is ContextWrapper && context !is ComponentActivity) context = context.baseContext
            return (context as? ComponentActivity)?.let(::HostActivity)
        }
    }
}
