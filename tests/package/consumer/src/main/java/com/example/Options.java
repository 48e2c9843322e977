package com.example;

import dev.vinculo.CallbackUrls;
import dev.vinculo.ConnectOptions;
import dev.vinculo.ConnectOutcome;
import dev.vinculo.CountryCode;
import dev.vinculo.NavigationOptions;
import dev.vinculo.WidgetOptions;

/** The part of the app that is written in Java. */
final class Options {
    private Options() {}

    static ConnectOptions forWidgetAt(String origin) {
        WidgetOptions widget = new WidgetOptions.Builder().baseUrl(origin + "/widget/").countryCodes(CountryCode.MX).build();
        NavigationOptions navigation = new NavigationOptions.Builder().widgetHosts("127.0.0.1").allowLoopbackHttp(true).build();
        return new ConnectOptions.Builder(new CallbackUrls("example://success", "example://exit", "example://event"))
            .widget(widget)
            .navigation(navigation)
            .build();
    }

    static String describe(ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Connected) {
            return "connected " + ((ConnectOutcome.Connected) outcome).getInstitution().getValue();
        }
        return "not connected";
    }
}
