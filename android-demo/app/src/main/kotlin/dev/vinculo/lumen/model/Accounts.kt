package dev.vinculo.lumen.model

import dev.vinculo.ConnectedLink
import dev.vinculo.NeededAction
import dev.vinculo.Vinculo
import dev.vinculo.VinculoException
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** The accounts that the user has connected, as the backend tells them. */
class Accounts(private val vinculo: Vinculo) {
    sealed interface State {
        data object Loading : State

        class Loaded(val links: List<ConnectedLink>) : State

        class Failed(val problem: Problem) : State
    }

    private val now = MutableStateFlow<State>(State.Loading)
    val state: StateFlow<State> = now.asStateFlow()

    /** Asks once. Until there is an answer, what was shown stays. */
    suspend fun load() {
        now.value = try {
            State.Loaded(vinculo.links())
        } catch (exception: VinculoException) {
            State.Failed(Problem(exception))
        }
    }
}

/** The institution as a person reads it: `erebor_mx_retail` → `Erebor Mx Retail`. Belvo's API has the real name and a logo. */
val ConnectedLink.title: String?
    get() = institution?.value?.split('_')?.joinToString(" ") { word -> word.replaceFirstChar(Char::uppercaseChar) }

/** Whether the user can mend it in the widget's update mode. */
val ConnectedLink.canBeUpdated: Boolean get() = neededAction == NeededAction.UPDATE
