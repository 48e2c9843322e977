package dev.vinculo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vinculo.core.BelvoEnvironment;
import dev.vinculo.core.FailReason;
import dev.vinculo.core.WidgetLocale;
import dev.vinculo.phone.MainThread;
import java.io.File;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
                .widget(new WidgetOptions.Builder().locale(WidgetLocale.ES).countryCodes("MX").build())
                .limits(new Limits(8_000, 30_000, 600_000, 10))
                .build();
            CompletableFuture<ConnectSession> started = new CompletableFuture<>();
            main.dispatch(kotlin.coroutines.EmptyCoroutineContext.INSTANCE, () -> started.complete(vinculo.session(options)));
            ConnectOutcome outcome = VinculoFutures.outcome(started.get()).get();
            assertEquals(FailReason.TOKEN_REFUSED, assertInstanceOf(ConnectOutcome.Failed.class, outcome).getReason());
            VinculoFutures.close(vinculo).get();
        }
    }

    @Test
    void aFailureIsTyped() {
        Vinculo.Builder builder = new Vinculo.Builder("https://example.com", "user-1", folder);
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> VinculoFutures.open(builder).get());
        assertEquals("main_dispatcher", assertInstanceOf(VinculoException.SettingRefused.class, thrown.getCause()).getCode());
    }
}
