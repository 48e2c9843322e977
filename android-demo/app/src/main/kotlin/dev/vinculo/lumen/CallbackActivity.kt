package dev.vinculo.lumen

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import dev.vinculo.android.VinculoConnect
import dev.vinculo.lumen.model.Server

/** Where a bank's app or browser sends the user back to. Shows nothing: it hands the link on, and uncovers what is below. */
class CallbackActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        VinculoConnect.onNewIntent(intent, Server.CALLBACKS)
        // Nobody remembers the session. An account may have been made in it: the list is asked for anew.
        if (isTaskRoot) startActivity(Intent(this, MainActivity::class.java))
        finish()
    }
}
