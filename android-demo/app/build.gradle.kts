import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

// What the tests take from the rest of the repository.
val repository = rootDir.parentFile

android {
    namespace = "dev.vinculo.lumen"
    compileSdk = 35

    defaultConfig {
        applicationId = "dev.vinculo.lumen"
        minSdk = 24
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
        ndk {
            // Those that Vinculo's AAR has a library for, wherever it was built.
            abiFilters += listOf("arm64-v8a", "x86_64")
        }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }

    buildFeatures {
        compose = true
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }

    sourceSets {
        getByName("test").kotlin.srcDir("$repository/bindings/kotlin/vinculo/src/test/kotlin/dev/vinculo/phone")
    }

    testOptions {
        unitTests {
            isIncludeAndroidResources = true
            all {
                it.systemProperty("vinculo.build", "$repository/target/debug")
                it.systemProperty("vinculo.root", "$repository")
                it.systemProperty("jna.library.path", "$repository/target/debug")
            }
        }
    }
}

kotlin {
    compilerOptions {
        jvmTarget.set(JvmTarget.JVM_11)
    }
}

dependencies {
    implementation(libs.vinculo.android)
    implementation(libs.vinculo.compose)
    implementation(platform(libs.compose.bom))
    implementation(libs.activity.compose)
    implementation(libs.compose.material3)
    implementation(libs.work.runtime)

    testImplementation(platform(libs.compose.bom))
    testImplementation(libs.compose.ui.test)
    testImplementation(libs.junit)
    testImplementation(libs.robolectric)
    testImplementation(libs.serialization.json)
    // Its AAR, which the app has, holds no library for this machine.
    testImplementation(libs.jna)
}
