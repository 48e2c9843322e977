package com.example.bank

import dev.vinculo.android.VinculoConnect

class MainActivity : androidx.activity.ComponentActivity() {
    private val connect = registerForActivityResult(VinculoConnect()) { show(it) }
}
