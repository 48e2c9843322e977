// The settings of any app, to which those of docs/android.md are added.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

rootProject.name = "Bank"
include(":app")
