//! What Kotlin and Swift call.
