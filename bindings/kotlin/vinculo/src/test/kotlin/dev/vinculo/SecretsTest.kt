package dev.vinculo

import dev.vinculo.secrets.Maker
import dev.vinculo.secrets.classesOf
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import kotlin.reflect.KClass
import kotlin.reflect.KVisibility
import kotlin.reflect.full.isSubclassOf
import kotlin.reflect.full.primaryConstructor

/**
 * What values print. Every class of both packages is found by reflection and made with texts that tell where they stand, so
 * that a new field is a failing test until somebody has looked at it.
 */
class SecretsTest {
    @Test
    fun `no generated value prints a token, a link, a URL or a page message`() {
        val all = classesOf("dev.vinculo.core", PrivateText::class.java).filterNot(::isPlumbing)
        val values = all.filter { it.isData || it.isSubclassOf(Exception::class) && !it.isAbstractClass() }
        assertTrue(values.size > MANY, "only ${values.size} values were found")
        for (type in all - values.toSet()) {
            assertTrue(isHarmless(type), "$type is of no kind that this test knows: look at what it prints")
        }
        assertEquals(GENERATED, values.flatMap(::printed).toSortedSet().joinToString("\n"))
    }

    @Test
    fun `no value of the API prints anything private`() {
        val all = classesOf("dev.vinculo", Vinculo::class.java).filter { it.visibility == KVisibility.PUBLIC }
        val (made, other) = all.filterNot { it.isCompanion || it.java.isInterface || it.java.isEnum }.partition { it !in SERVICES && !it.isAbstractClass() }
        assertTrue(made.isNotEmpty())
        assertEquals(SERVICES, other.filterNot { it.isSealed }.toSet())
        assertEquals(API, made.flatMap(::printed).toSortedSet().joinToString("\n"))
    }

    @Test
    fun `options print no user and no value`() {
        val widget =
            WidgetOptions {
                externalId("SECRET-USER")
                extra("name", "SECRET-VALUE")
            }
        val options = ConnectOptions(CallbackUrls("a://s", "a://e", "a://v")) {
            widget(widget)
            repair(LinkId("SECRET-LINK"))
        }
        assertFalse("SECRET" in "$widget $options ${options.navigation} ${options.limits}")
    }

    /** The texts of a class that it prints itself; and no secret may be among what it prints. */
    private fun printed(type: KClass<*>): List<String> {
        val text = Maker.make(type).toString()
        assertFalse("SECRET" in text, "${Maker.nameOf(type)} prints a secret")
        val fields = type.primaryConstructor?.parameters.orEmpty().map { it.name.orEmpty() }
        return fields.filter { Maker.mark(type, it) in text }.map { "${Maker.nameOf(type)}.$it" }
    }

    private fun isHarmless(type: KClass<*>): Boolean =
        type.java.isEnum || type.objectInstance != null || type.isSealed || type.isCompanion || type.java.isInterface ||
            type in WRITTEN || type.isSubclassOf(AutoCloseable::class)

    private fun KClass<*>.isAbstractClass() = isAbstract || isSealed

    /** uniffi's own machinery. It holds pointers, and no values of ours. */
    private fun isPlumbing(type: KClass<*>): Boolean {
        val name = Maker.nameOf(type)
        return listOf("Uniffi", "FfiConverter", "RustBuffer", "ForeignBytes", "Disposable", "IntegrityChecking", "InternalException", "JavaLangRef", "NoHandle")
            .any { name.startsWith(it) || name.substringAfterLast('.').startsWith(it) } || "ErrorHandler" in name
    }

    private companion object {
        /** Fewer would mean that the search found another place. */
        const val MANY = 150

        /** By hand, and tested where they stand. */
        val WRITTEN = setOf(LinkId::class, PrivateText::class)

        /** What does things, and what collects options: none has a text of its own to print. */
        val SERVICES =
            setOf(
                Vinculo::class,
                Vinculo.Builder::class,
                ConnectSession::class,
                Outbox::class,
                HttpUrlConnectionClient::class,
                ConnectOptions::class,
                ConnectOptions.Builder::class,
                WidgetOptions::class,
                WidgetOptions.Builder::class,
                NavigationOptions::class,
                NavigationOptions.Builder::class,
            )
        val GENERATED = resource("printed-by-generated.txt")
        val API = resource("printed-by-api.txt")

        /** Lines with `#` say why. */
        private fun resource(name: String): String =
            requireNotNull(SecretsTest::class.java.getResource("/$name"))
                .readText()
                .lines()
                .filterNot { it.isBlank() || it.startsWith("#") }
                .sorted()
                .joinToString("\n")
    }
}
