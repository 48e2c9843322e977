package dev.vinculo.android

import androidx.annotation.StringRes
import dev.vinculo.ConnectProblem
import dev.vinculo.LoadingStage
import dev.vinculo.Notice

// Until the texts of all languages are there.

@StringRes
@Suppress("UNUSED_PARAMETER")
internal fun textOf(stage: LoadingStage): Int = R.string.vinculo_loading

@StringRes
@Suppress("UNUSED_PARAMETER")
internal fun textOf(problem: ConnectProblem): Int = R.string.vinculo_problem

@StringRes
@Suppress("UNUSED_PARAMETER")
internal fun textOf(notice: Notice): Int = R.string.vinculo_notice
