package dev.vinculo.android

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.text.Layout.BREAK_STRATEGY_BALANCED
import android.text.SpannableString
import android.text.Spanned.SPAN_INCLUSIVE_EXCLUSIVE
import android.text.TextUtils
import android.text.style.RelativeSizeSpan
import android.text.style.StyleSpan
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.LinearLayout
import android.widget.ProgressBar
import android.widget.ScrollView
import android.widget.TextView
import dev.vinculo.ConnectProblem
import dev.vinculo.LoadingStage
import dev.vinculo.android.CoverButton.Answer

/** What covers the page: the user waits, it cannot be shown, or the user is asked whether to leave. Takes all touches. */
internal class CoverView(context: Context) : ScrollView(context) {
    private val progress = ProgressBar(context)
    private val text = TextView(context)
    private val first = CoverButton(context, isMain = true)
    private val second = CoverButton(context, isMain = false)

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
        text.maxWidth = dp(MAX_WIDTH)
        text.setLineSpacing(0f, LINE)
        // No single word on the last line.
        text.breakStrategy = BREAK_STRATEGY_BALANCED
        text.accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        column.add(progress, above = 0)
        column.add(text, above = GAP)
        column.add(first, above = PADDING)
        column.add(second, above = SMALL_GAP)
        addView(column)
        paint()
    }

    fun showLoading(stage: LoadingStage) = show(context.getString(Texts.of(stage)), isWaiting = true, null, null)

    fun showProblem(problem: ConnectProblem, retry: (() -> Unit)?, close: () -> Unit) {
        val code = context.getString(R.string.vinculo_support_code, SupportCode.of(problem))
        val what = TextUtils.concat(context.getString(Texts.of(problem)), "\n\n", code.styled(RelativeSizeSpan(SMALLER)))
        val answers = listOfNotNull(retry?.let { Answer(R.string.vinculo_action_retry, it) }, Answer(R.string.vinculo_action_close, close))
        show(what, isWaiting = false, answers[0], answers.getOrNull(1))
    }

    fun askToClose(leave: () -> Unit, stay: () -> Unit) {
        val title = context.getString(R.string.vinculo_close_title).styled(RelativeSizeSpan(LARGER), StyleSpan(Typeface.BOLD))
        val question = TextUtils.concat(title, "\n\n", context.getString(R.string.vinculo_close_body))
        show(question, isWaiting = false, Answer(R.string.vinculo_close_stay, stay), Answer(R.string.vinculo_close_leave, leave))
    }

    fun hide() {
        visibility = GONE
    }

    fun paint() {
        setBackgroundColor(context.getColor(R.color.vinculo_background))
        text.setTextColor(context.getColor(R.color.vinculo_text))
        progress.indeterminateTintList = ColorStateList.valueOf(context.getColor(R.color.vinculo_accent))
        first.paint()
        second.paint()
    }

    private fun show(what: CharSequence, isWaiting: Boolean, one: Answer?, other: Answer?) {
        visibility = VISIBLE
        progress.visibility = if (isWaiting) VISIBLE else GONE
        text.text = what
        first.offer(one)
        second.offer(other)
    }

    private fun LinearLayout.add(part: View, above: Int) {
        val place = LinearLayout.LayoutParams(WRAP_CONTENT, WRAP_CONTENT)
        place.topMargin = dp(above)
        addView(part, place)
    }

    /** One text in looks of several: it is read out as one. */
    private fun String.styled(vararg looks: Any): CharSequence = SpannableString(this).also { all ->
        for (look in looks) all.setSpan(look, 0, length, SPAN_INCLUSIVE_EXCLUSIVE)
    }

    private companion object {
        const val PADDING = 24
        const val GAP = 16
        const val SMALL_GAP = 8
        const val TEXT_SP = 16f

        /** Longer lines are hard to read, on a tablet. */
        const val MAX_WIDTH = 400
        const val LINE = 1.15f
        const val LARGER = 1.25f
        const val SMALLER = 0.875f
    }
}
