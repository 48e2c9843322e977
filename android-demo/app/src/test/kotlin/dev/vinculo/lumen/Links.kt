package dev.vinculo.lumen

import dev.vinculo.lumen.model.Server
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Reply

/** What a backend tells of links, as bad as links can be. */
fun AppBackend.tell(vararg links: Pair<String, String>) {
    val entries = links.withIndex().map { (at, link) ->
        """{"link":"0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e1$at","institution":"${link.first}","health":"${link.second}"}"""
    }
    onLinks = { Reply(HTTP_OK, """{"links":[${entries.joinToString()}]}""") }
}

/** With the sandbox's control page nowhere. */
fun AppBackend.server() = Server(url, isSandbox = true)

private const val HTTP_OK = 200
