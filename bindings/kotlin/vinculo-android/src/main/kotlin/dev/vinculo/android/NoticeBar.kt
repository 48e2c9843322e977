package dev.vinculo.android

import android.content.Context
import android.graphics.drawable.ColorDrawable
import android.widget.TextView
import androidx.core.view.ViewCompat
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat.AccessibilityActionCompat.ACTION_CLICK
import dev.vinculo.Notice

/** Something to tell the user while the widget stays usable; a tap puts it away. TalkBack reads it out by itself. */
internal class NoticeBar(context: Context) : TextView(context) {
    init {
        visibility = GONE
        textSize = TEXT_SP
        setLineSpacing(0f, LINE)
        compoundDrawablePadding = dp(PADDING_X)
        accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        setOnClickListener { visibility = GONE }
        ViewCompat.replaceAccessibilityAction(this, ACTION_CLICK, context.getString(R.string.vinculo_action_dismiss), null)
        paint()
    }

    fun show(notice: Notice) {
        visibility = VISIBLE
        val code = SupportCode.of(notice)?.let { context.getString(R.string.vinculo_support_code, it) }
        text = listOfNotNull(context.getString(Texts.of(notice)), code).joinToString("\n")
    }

    fun paint() {
        val ink = context.getColor(R.color.vinculo_text)
        setTextColor(ink)
        background = touchable(ink, ColorDrawable(context.getColor(R.color.vinculo_notice_background)), null)
        setPadding(dp(PADDING_X), dp(PADDING_Y), dp(PADDING_X), dp(PADDING_Y))
        // Shows that it can be put away; the whole bar takes the tap.
        setCompoundDrawablesRelativeWithIntrinsicBounds(0, 0, R.drawable.vinculo_close, 0)
    }

    private companion object {
        const val PADDING_X = 16
        const val PADDING_Y = 12
        const val TEXT_SP = 14f
        const val LINE = 1.15f
    }
}
