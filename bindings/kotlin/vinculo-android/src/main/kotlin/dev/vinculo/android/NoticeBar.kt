package dev.vinculo.android

import android.content.Context
import android.widget.TextView
import dev.vinculo.Notice

/** Something to tell the user while the widget stays usable; a tap puts it away. TalkBack reads it out by itself. */
internal class NoticeBar(context: Context) : TextView(context) {
    init {
        visibility = GONE
        val pad = dp(PADDING)
        setPadding(pad, pad, pad, pad)
        accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        setOnClickListener { visibility = GONE }
        paint()
    }

    fun show(notice: Notice) {
        visibility = VISIBLE
        val code = SupportCode.of(notice)?.let { context.getString(R.string.vinculo_support_code, it) }
        text = listOfNotNull(context.getString(Texts.of(notice)), code).joinToString("\n")
    }

    fun paint() {
        setTextColor(context.getColor(R.color.vinculo_text))
        setBackgroundColor(context.getColor(R.color.vinculo_notice_background))
    }

    private companion object {
        const val PADDING = 12
    }
}
