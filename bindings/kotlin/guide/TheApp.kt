// What the app of docs/android.md has besides.
package com.example.bank

import dev.vinculo.ConnectOutcome

object login { val userId: String? = null }
object tokens { fun current() = "" }

fun show(text: String) { println(text) }
fun show(outcome: ConnectOutcome) { println(outcome) }
