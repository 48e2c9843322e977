package dev.vinculo.android

import android.content.Context
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ProgressBar
import android.widget.ScrollView
import android.widget.TextView
import dev.vinculo.ConnectProblem
import dev.vinculo.LoadingStage

/** What covers the page: the user waits, it cannot be shown, or the user is asked whether to leave. Takes all touches. */
internal class CoverView(context: Context) : ScrollView(context) {
    private val progress = ProgressBar(context)
    private val text = TextView(context)
    private val first = Button(context)
    private val second = Button(context)

    val isShowing: Boolean get() = visibility == VISIBLE

    init {
        isFillViewport = true
        isClickable = true
        val column = LinearLayout(context)
        column.orientation = LinearLayout.VERTICAL
        column.gravity = Gravity.CENTER
        val pad = dp(PADDING)
        column.setPadding(pad, pad, pad, pad)
        text.gravity = Gravity.CENTER
        text.textSize = TEXT_SP
        text.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        for (part in listOf<View>(progress, text, first, second)) {
            val place = LinearLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT)
            place.topMargin = dp(GAP)
            column.addView(part, place)
        }
        addView(column)
        paint()
    }

    fun showLoading(stage: LoadingStage) = show(context.getString(Texts.of(stage)), isWaiting = true, null, null)

    fun showProblem(problem: ConnectProblem, retry: (() -> Unit)?, close: () -> Unit) {
        val code = context.getString(R.string.vinculo_support_code, SupportCode.of(problem))
        val what = "${context.getString(Texts.of(problem))}\n\n$code"
        val closing = R.string.vinculo_action_close to close
        if (retry == null) show(what, isWaiting = false, closing, null) else show(what, isWaiting = false, R.string.vinculo_action_retry to retry, closing)
    }

    fun askToClose(leave: () -> Unit, stay: () -> Unit) {
        val question = "${context.getString(R.string.vinculo_close_title)}\n\n${context.getString(R.string.vinculo_close_body)}"
        show(question, isWaiting = false, R.string.vinculo_close_stay to stay, R.string.vinculo_close_leave to leave)
    }

    fun hide() {
        visibility = GONE
    }

    fun paint() {
        setBackgroundColor(context.getColor(R.color.vinculo_background))
        text.setTextColor(context.getColor(R.color.vinculo_text))
    }

    private fun show(what: String, isWaiting: Boolean, one: Pair<Int, () -> Unit>?, other: Pair<Int, () -> Unit>?) {
        visibility = VISIBLE
        progress.visibility = if (isWaiting) VISIBLE else GONE
        text.text = what
        first.offer(one)
        second.offer(other)
    }

    private fun Button.offer(answer: Pair<Int, () -> Unit>?) {
        visibility = if (answer == null) GONE else VISIBLE
        answer?.let { (label, act) ->
            setText(label)
            setOnClickListener { act() }
        }
    }

    private companion object {
        const val PADDING = 24
        const val GAP = 16
        const val TEXT_SP = 16f
    }
}

internal fun View.dp(value: Int): Int = (value * resources.displayMetrics.density + ROUND).toInt()

private const val ROUND = 0.5f
