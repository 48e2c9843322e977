package dev.vinculo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vinculo.core.BelvoEnvironment;
import dev.vinculo.core.DeepLinkVerdict;
import dev.vinculo.core.FailReason;
import dev.vinculo.core.WidgetLocale;
import dev.vinculo.phone.MainThread;
import java.io.File;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package as a Java app writes it. */
class FromJavaTest {
    @TempDir
    File folder;

    @Test
    void aSessionFromStartToOutcome() throws Exception {
        HttpClient refuses = request -> new HttpResponse(403, Map.of(), "{}".getBytes());
        try (MainThread main = new MainThread()) {
            Vinculo.Builder builder = new Vinculo.Builder("https://example.com", "user-1", folder)
                .authorization(() -> Authorization.bearer("user-token"))
                .httpClient(refuses)
                .mainDispatcher(main)
                .diagnostics(diagnostic -> System.out.println(diagnostic.getCode()));
            Vinculo vinculo = VinculoFutures.open(builder).get();
            ConnectOptions options = new ConnectOptions.Builder(new CallbackUrls("a://success", "a://exit", "a://event"))
                .environment(BelvoEnvironment.SANDBOX)
                .widget(new WidgetOptions.Builder().locale(WidgetLocale.ES).countryCodes(CountryCode.MX).build())
                .limits(new Limits(8_000, 30_000, 600_000, 10))
                .build();
            CompletableFuture<ConnectSession> started = new CompletableFuture<>();
            main.dispatch(kotlin.coroutines.EmptyCoroutineContext.INSTANCE, () -> started.complete(vinculo.session(options)));
            ConnectOutcome outcome = VinculoFutures.outcome(started.get()).get();
            assertEquals(FailReason.TOKEN_REFUSED, assertInstanceOf(ConnectOutcome.Failed.class, outcome).getReason());
            byte[] saved = onMain(main, started.get()::save).get();
            // Asked from the main thread: what follows a future that is complete already runs where it is asked for.
            String thread = onMain(main, () -> VinculoFutures.restore(vinculo, saved).thenApply(session -> Thread.currentThread().getName())).get().get();
            assertTrue(thread.startsWith("main of a test"), thread);
            assertEquals(DeepLinkVerdict.NOT_MINE, Vinculo.verdict("other://x", new CallbackUrls("a://success", "a://exit", "a://event")));
            VinculoFutures.close(vinculo).get();
        }
    }

    private static <T> CompletableFuture<T> onMain(MainThread main, Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        main.dispatch(kotlin.coroutines.EmptyCoroutineContext.INSTANCE, () -> done.complete(work.get()));
        return done;
    }

    @Test
    void aFailureIsTyped() {
        Vinculo.Builder builder = new Vinculo.Builder("https://example.com", "user-1", folder);
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> VinculoFutures.open(builder).get());
        assertEquals("main_dispatcher", assertInstanceOf(VinculoException.SettingRefused.class, thrown.getCause()).getCode());
    }
}
