package dev.vinculo.lumen.model

import dev.vinculo.VinculoException
import dev.vinculo.android.ConnectResult

/** What went wrong, by Vinculo's stable code: what a user reads out to support. */
data class Problem(val code: String) {
    constructor(exception: VinculoException) : this(exception.code)
    constructor(result: ConnectResult.Unfinished) : this(result.code)
}
