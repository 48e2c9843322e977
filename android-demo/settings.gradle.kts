pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode.set(RepositoriesMode.FAIL_ON_PROJECT_REPOS)
    repositories {
        google()
        mavenCentral()
        // Written by `cargo xtask package android`.
        maven(url = uri("../target/maven"))
    }
}

rootProject.name = "Lumen"
include(":app")
