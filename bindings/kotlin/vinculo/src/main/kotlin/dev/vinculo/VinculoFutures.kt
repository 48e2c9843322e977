package dev.vinculo

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture

/**
 * What suspends in Kotlin, as futures for Java. Cancelling a future ends its waiting, and nothing else. Failures are a
 * [VinculoException], inside of the future's own exception.
 */
public object VinculoFutures {
    // A failure of one must not end the others.
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** [Vinculo.Builder.open]. */
    @JvmStatic
    public fun open(builder: Vinculo.Builder): CompletableFuture<Vinculo> = scope.future { builder.open() }

    /** [Vinculo.close]. */
    @JvmStatic
    public fun close(vinculo: Vinculo): CompletableFuture<Void?> = scope.future {
        vinculo.close()
        null
    }

    /** [Vinculo.links]. */
    @JvmStatic
    public fun links(vinculo: Vinculo): CompletableFuture<List<ConnectedLink>> = scope.future { vinculo.links() }

    /** [Vinculo.restore]. Completes on the main thread, where the session is used. */
    @JvmStatic
    public fun restore(vinculo: Vinculo, saved: ByteArray): CompletableFuture<ConnectSession> = scope.future(vinculo.main) { vinculo.restore(saved) }

    /** [Vinculo.unacknowledged]. */
    @JvmStatic
    public fun unacknowledged(vinculo: Vinculo): CompletableFuture<List<ConnectOutcome>> = scope.future { vinculo.unacknowledged() }

    /** [Vinculo.acknowledge]. */
    @JvmStatic
    public fun acknowledge(vinculo: Vinculo, outcome: ConnectOutcome): CompletableFuture<Void?> = scope.future {
        vinculo.acknowledge(outcome)
        null
    }

    /** [ConnectSession.outcome]. */
    @JvmStatic
    public fun outcome(session: ConnectSession): CompletableFuture<ConnectOutcome> = scope.future { session.outcome() }

    /** [Outbox.deliver]. */
    @JvmStatic
    public fun deliver(outbox: Outbox): CompletableFuture<Delivery> = scope.future { outbox.deliver() }

    /** [Outbox.entries]. */
    @JvmStatic
    public fun entries(outbox: Outbox): CompletableFuture<List<OutboxEntry>> = scope.future { outbox.entries() }

    /** [Outbox.retry]. */
    @JvmStatic
    public fun retry(outbox: Outbox, outcomeId: String): CompletableFuture<Boolean> = scope.future { outbox.retry(outcomeId) }
}
