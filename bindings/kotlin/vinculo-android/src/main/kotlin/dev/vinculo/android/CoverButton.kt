package dev.vinculo.android

import android.content.Context
import android.graphics.Color
import android.graphics.drawable.GradientDrawable
import android.view.Gravity
import android.widget.Button

/** An answer of the user: the one that is meant is filled, the other is not. Looks the same in every theme of an app. */
internal class CoverButton(context: Context, private val isMain: Boolean) : Button(context) {
    init {
        isAllCaps = false
        textSize = TEXT_SP
        gravity = Gravity.CENTER
        stateListAnimator = null
        minWidth = dp(MIN_WIDTH)
        minHeight = dp(MIN_HEIGHT)
        paint()
    }

    fun offer(answer: Answer?) {
        visibility = if (answer == null) GONE else VISIBLE
        if (answer == null) return
        setText(answer.label)
        setOnClickListener { answer.act() }
    }

    fun paint() {
        val ink = context.getColor(if (isMain) R.color.vinculo_on_accent else R.color.vinculo_text)
        setTextColor(ink)
        val shape = { color: Int ->
            GradientDrawable().apply {
                setColor(color)
                cornerRadius = dp(CORNER).toFloat()
            }
        }
        background = touchable(ink, if (isMain) shape(context.getColor(R.color.vinculo_accent)) else null, shape(Color.WHITE))
        // A background brings its own.
        setPadding(dp(PADDING_X), dp(PADDING_Y), dp(PADDING_X), dp(PADDING_Y))
    }

    /** What a button says, and does. */
    class Answer(val label: Int, val act: () -> Unit)

    private companion object {
        const val TEXT_SP = 16f
        const val MIN_WIDTH = 240
        const val MIN_HEIGHT = 48
        const val CORNER = 8
        const val PADDING_X = 24
        const val PADDING_Y = 12
    }
}
