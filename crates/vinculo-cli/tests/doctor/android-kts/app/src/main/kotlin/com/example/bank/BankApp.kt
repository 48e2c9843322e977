package com.example.bank

import android.app.Application
import dev.vinculo.Vinculo
import dev.vinculo.android.VinculoProvider

class BankApp : Application(), VinculoProvider {
    override suspend fun vinculo(): Vinculo? = login.vinculo()
}
