package com.example.bank

import androidx.browser.customtabs.CustomTabsClient

fun browser(context: android.content.Context): String? = CustomTabsClient.getPackageName(context, emptyList())
