package dev.vinculo.lumen.model

import dev.vinculo.HttpClient
import dev.vinculo.HttpRequest
import dev.vinculo.HttpUrlConnectionClient
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.withContext
import org.json.JSONArray
import org.json.JSONException
import org.json.JSONObject
import java.io.IOException

/** Trouble on demand, by the control API of `vinculo sandbox`. Other backends have none, and that is said. */
class Faults(server: Server, private val http: HttpClient = HttpUrlConnectionClient()) {
    sealed interface State {
        data object Asking : State

        /** There is a server, and it cannot be told to misbehave. */
        data object Absent : State

        /** Nobody answers there. */
        data object Unreachable : State

        /** What holds, and what could. */
        data class Here(val scenario: String, val trouble: String, val scenarios: List<String>, val troubles: List<String>) : State
    }

    private val control = server.origin?.takeIf { server.isSandbox }?.let { "$it/control" }
    private val now = MutableStateFlow<State>(State.Asking)
    val state: StateFlow<State> = now.asStateFlow()

    /** Asks what holds. */
    suspend fun load() = ask("GET", "", null)

    /** How the next sessions go. */
    suspend fun play(scenario: String) = ask("PUT", "/scenario", JSONObject(mapOf("scenario" to scenario)))

    /** What the backend suffers from. */
    suspend fun suffer(trouble: String) = ask("PUT", "/backend", JSONObject(mapOf("trouble" to trouble)))

    private suspend fun ask(method: String, path: String, body: JSONObject?) {
        now.value = if (control == null) State.Absent else withContext(Dispatchers.IO) { answer(method, control + path, body) }
    }

    private fun answer(method: String, url: String, body: JSONObject?): State = try {
        val headers = if (body == null) emptyMap() else mapOf("Content-Type" to "application/json")
        val response = http.send(HttpRequest(method, url, headers, body?.toString()?.toByteArray(), TIMEOUT_MILLIS))
        if (response.status == OK) holding(JSONObject(response.body.decodeToString())) else State.Absent
    } catch (_: IOException) {
        State.Unreachable
    } catch (_: JSONException) {
        State.Absent
    }

    private fun holding(json: JSONObject): State.Here {
        val known = json.getJSONObject("known")
        return State.Here(
            scenario = json.getString("scenario"),
            trouble = json.getString("trouble"),
            scenarios = known.getJSONArray("scenarios").texts(),
            troubles = known.getJSONArray("troubles").texts(),
        )
    }

    private fun JSONArray.texts(): List<String> = List(length(), ::getString)

    private companion object {
        const val TIMEOUT_MILLIS = 10_000L
        const val OK = 200
    }
}
