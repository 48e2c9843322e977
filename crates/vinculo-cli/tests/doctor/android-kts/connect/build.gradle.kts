plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

android {
    namespace = "com.example.bank.connect"
    compileSdk = 35
    defaultConfig {
        minSdk = 24
    }
}

dependencies {
    api(libs.vinculo.android)
    implementation(libs.browser)
}
