// How an app uses the views, as `bindings/swift/README.md` says it: compiled from outside of the package, so that what an app needs is public.

import SwiftUI
import UIKit
import Vinculo
import VinculoUI

struct Accounts: View {
    let vinculo: Vinculo
    let options: ConnectOptions
    @State private var isConnecting = false
    @State private var broken: LinkId?

    var body: some View {
        EmptyView()
            .vinculoConnect(isPresented: $isConnecting, with: vinculo, options: options) { result in
                switch result.outcome {
                case .success(.connected(let connected)): broken = connected.link
                case .success(.exited), .success(.failed): result.timeline.forEach { print($0.elapsedMillis, $0.what) }
                case .failure(let error): print(error.code)
                }
            }
            .vinculoConnect(item: $broken, with: vinculo, options: options, view: viewOptions, restorationID: "mine") { _ in }
    }

    private var viewOptions: ConnectViewOptions {
        var view = ConnectViewOptions(for: options)
        view.messageHandlers = ["belvo"]
        view.cameraHosts = ["bank.example"]
        view.coversInAppSwitcher = false
        return view
    }
}

/// A layout of the app's own.
struct Embedded: View {
    let session: ConnectSession
    let options: ConnectOptions

    var body: some View {
        ConnectView(session, options: ConnectViewOptions(for: options))
    }
}

@MainActor func connect(from screen: UIViewController, _ vinculo: Vinculo, _ options: ConnectOptions) async throws -> ConnectOutcome {
    let session = try vinculo.session(options)
    let controller = ConnectViewController(session, options: ConnectViewOptions(for: options))
    screen.present(controller, animated: true)
    let outcome = try await controller.session.outcome()
    try await session.acknowledge()
    return outcome
}

@MainActor func keep(_ session: ConnectSession, in activity: NSUserActivity) throws {
    try session.save(in: activity)
}

@MainActor func bringBack(_ vinculo: Vinculo, from activity: NSUserActivity) async throws -> ConnectSession? {
    try await vinculo.restore(from: activity)
}
