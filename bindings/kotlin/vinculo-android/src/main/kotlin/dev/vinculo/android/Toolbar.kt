package dev.vinculo.android

import android.content.Context
import android.text.TextUtils
import android.view.Gravity
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.ImageButton
import android.widget.LinearLayout
import android.widget.TextView
import androidx.core.view.ViewCompat

/** A close button, and whose page is shown: the user types passwords there, and sees no address bar. */
internal class Toolbar(context: Context, onClose: () -> Unit) : LinearLayout(context) {
    private val close = ImageButton(context)
    private val origin = TextView(context)

    init {
        gravity = Gravity.CENTER_VERTICAL
        close.setImageResource(R.drawable.vinculo_close)
        close.contentDescription = context.getString(R.string.vinculo_action_close)
        close.setOnClickListener { onClose() }
        val size = dp(TOUCH)
        addView(close, LayoutParams(size, size))
        origin.setSingleLine()
        origin.textSize = TEXT_SP
        // Of a long host the end counts: that is who it belongs to.
        origin.ellipsize = TextUtils.TruncateAt.START
        origin.setPadding(dp(GAP), 0, dp(GAP), 0)
        addView(origin, LayoutParams(0, WRAP_CONTENT, 1f))
        ViewCompat.setAccessibilityHeading(origin, true)
        paint()
    }

    fun showPage(host: String) {
        origin.text = host
        origin.contentDescription = context.getString(R.string.vinculo_page_host, host)
    }

    fun paint() {
        val ink = context.getColor(R.color.vinculo_text)
        origin.setTextColor(ink)
        close.background = touchable(ink, null, null)
        close.setImageResource(R.drawable.vinculo_close)
    }

    private companion object {
        const val TOUCH = 48
        const val GAP = 8
        const val TEXT_SP = 14f
    }
}
