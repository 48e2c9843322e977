// The build of any app, to which that of docs/android.md is added.
plugins {
    id("com.android.application") version "8.13.2"
    id("org.jetbrains.kotlin.android") version "2.1.21"
    id("org.jetbrains.kotlin.plugin.compose") version "2.1.21"
}

android {
    namespace = "com.example.bank"
    compileSdk = 35

    defaultConfig {
        applicationId = "com.example.bank"
        minSdk = 24
        targetSdk = 35
    }
}
