package dev.vinculo.secrets

import dev.vinculo.core.AccessToken
import dev.vinculo.core.AuthHeader
import dev.vinculo.core.LinkId
import dev.vinculo.core.PrivateText
import dev.vinculo.core.StartUrl
import dev.vinculo.core.WidgetConfig
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.jvm.isAccessible

/** Makes a value of any type whose texts say where they stand, and whose secrets say what they are. */
object Maker {
    const val TOKEN = "SECRET-TOKEN"

    /** In the place of a text: its class and field. */
    fun mark(
        type: KClass<*>,
        field: String,
    ): String = "<${nameOf(type)}.$field>"

    fun make(type: KClass<*>): Any? {
        type.objectInstance?.let { return it }
        secret(type)?.let { return it }
        if (type.java.isEnum) return type.java.enumConstants.first()
        if (type.isSealed) return make(type.sealedSubclasses.minBy { it.simpleName.orEmpty() })
        val constructor = requireNotNull(type.primaryConstructor) { "$type cannot be made" }
        constructor.isAccessible = true
        val arguments = constructor.parameters.associateWith { make(it.type, type, it.name.orEmpty()) }
        return constructor.callBy(arguments)
    }

    /** `Effect.Load`, as it is written in Kotlin. */
    fun nameOf(type: KClass<*>): String = type.java.name.substringAfterLast('.').replace('$', '.')

    private fun secret(type: KClass<*>): Any? =
        when (type) {
            LinkId::class -> LinkId("SECRET-LINK")
            PrivateText::class -> PrivateText("SECRET-TEXT")
            AccessToken::class -> AccessToken(TOKEN)
            StartUrl::class -> AccessToken(TOKEN).use { WidgetConfig().startUrl(it) }
            AuthHeader::class -> AuthHeader.bearer(TOKEN)
            else -> null
        }

    private fun make(
        type: KType,
        owner: KClass<*>,
        field: String,
    ): Any? =
        when (val kind = type.classifier as KClass<*>) {
            String::class -> mark(owner, field)
            Boolean::class -> false
            Int::class -> 7
            Long::class -> 7L
            UShort::class -> 7.toUShort()
            UInt::class -> 7u
            ULong::class -> 7uL
            ByteArray::class -> "SECRET-BYTES".toByteArray()
            List::class -> listOf(make(requireNotNull(type.arguments.single().type), owner, field))
            Map::class -> mapOf(mark(owner, field) to mark(owner, field))
            Throwable::class -> IllegalStateException("a cause")
            Exception::class -> IllegalStateException("a cause")
            else -> make(kind)
        }
}
