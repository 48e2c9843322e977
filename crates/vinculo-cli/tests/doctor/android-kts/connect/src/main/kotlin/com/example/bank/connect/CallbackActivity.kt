package com.example.bank.connect

import dev.vinculo.android.VinculoConnect

class CallbackActivity : android.app.Activity() {
    override fun onCreate(savedInstanceState: android.os.Bundle?) {
        super.onCreate(savedInstanceState)
        VinculoConnect.onNewIntent(intent, callbackUrls)
        finish()
    }
}
