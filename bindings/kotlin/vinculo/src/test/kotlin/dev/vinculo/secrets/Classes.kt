package dev.vinculo.secrets

import java.io.File
import java.util.jar.JarFile
import kotlin.reflect.KClass

/** All named classes of a package, as they were compiled, from a folder or a jar. */
fun classesOf(
    packageName: String,
    oneOfThem: Class<*>,
): List<KClass<*>> {
    val place = File(oneOfThem.protectionDomain.codeSource.location.toURI())
    val path = packageName.replace('.', '/') + "/"
    val files =
        if (place.isDirectory) {
            File(place, path).listFiles().orEmpty().map { path + it.name }
        } else {
            JarFile(place).use { jar -> jar.entries().asSequence().map { it.name }.toList() }
        }
    return files
        .filter { it.startsWith(path) && it.endsWith(".class") && '/' !in it.removePrefix(path) }
        .map { Class.forName(it.removeSuffix(".class").replace('/', '.'), false, oneOfThem.classLoader) }
        // File facades, lambdas and the like have no name in Kotlin.
        .filter { !it.isSynthetic && !it.isAnonymousClass && !it.isLocalClass && it.getAnnotation(Metadata::class.java)?.kind == CLASS }
        .map { it.kotlin }
}

private const val CLASS = 1
