package dev.vinculo.android

import android.content.res.ColorStateList
import android.graphics.Color
import android.graphics.drawable.Drawable
import android.graphics.drawable.RippleDrawable
import android.view.View

/** Shows that it is touched, or has the focus of a keyboard, in a trace of the ink that is written with. */
internal fun touchable(ink: Int, content: Drawable?, mask: Drawable?): Drawable =
    RippleDrawable(ColorStateList.valueOf(Color.argb(TRACE, Color.red(ink), Color.green(ink), Color.blue(ink))), content, mask)

internal fun View.dp(value: Int): Int = (value * resources.displayMetrics.density + ROUND).toInt()

private const val TRACE = 0x29
private const val ROUND = 0.5f
