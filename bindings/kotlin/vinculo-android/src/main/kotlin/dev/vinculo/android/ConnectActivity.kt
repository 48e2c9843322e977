package dev.vinculo.android

import android.content.res.Configuration
import android.os.Bundle
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.enableEdgeToEdge
import androidx.lifecycle.ViewModelProvider
import dev.vinculo.ConnectSession
import dev.vinculo.DismissedBy
import dev.vinculo.Phase
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/** The screen behind [VinculoConnect]: a [ConnectView], and what Android saves. */
internal class ConnectActivity : ComponentActivity() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
    internal var session: ConnectSession? = null
        private set
    private lateinit var view: ConnectView
    private lateinit var options: ConnectViewOptions

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val request = ConnectRequest.from(intent)
        if (request == null) {
            answer(ConnectResult.Unfinished("bad_request", "the screen is for VinculoConnect to start"))
            return
        }
        if (!request.view.allowScreenshots) window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        enableEdgeToEdge()
        options = request.view
        view = ConnectView(this)
        setContentView(view)
        val model = ViewModelProvider(this)[ConnectModel::class.java]
        model.begin(this, request.key, savedInstanceState?.getByteArray(SAVED) ?: request.prepared)
        scope.launch {
            model.stage.collect { stage ->
                when (stage) {
                    is ConnectModel.Stage.Preparing -> Unit
                    is ConnectModel.Stage.Running -> show(stage.session)
                    is ConnectModel.Stage.Over -> answer(stage.result)
                }
            }
        }
    }

    override fun onStart() {
        super.onStart()
        // Another screen of the session may have taken it meanwhile, and be gone.
        session?.let(::show)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        session?.let { outState.putByteArray(SAVED, it.save()) }
    }

    override fun onConfigurationChanged(newConfig: Configuration) {
        super.onConfigurationChanged(newConfig)
        // The system bars' icons are of the other theme now.
        enableEdgeToEdge()
    }

    override fun onDestroy() {
        scope.cancel()
        // Before the view goes, since it is told of what follows.
        session?.let { if (isFinishing && it.state.value.phase != Phase.FINISHED) it.dismissed(DismissedBy.HOST) }
        if (::view.isInitialized) view.detach()
        super.onDestroy()
    }

    private fun show(session: ConnectSession) {
        this.session = session
        view.attach(session, options)
    }

    private fun answer(result: ConnectResult) {
        setResult(RESULT_OK, result.toIntent())
        finish()
    }

    private companion object {
        const val SAVED = "dev.vinculo.saved"
    }
}
