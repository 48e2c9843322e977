#if canImport(SwiftUI) && canImport(UIKit)
import SwiftUI
import Vinculo

extension View {
    /// Connects an account while `isPresented`, and says how that ended.
    ///
    /// ```swift
    /// Button("Connect your bank") { isConnecting = true }
    ///     .vinculoConnect(isPresented: $isConnecting, with: vinculo, options: options) { result in
    ///         if case .success(.connected(let connected)) = result.outcome { await accounts.load(connected.link) }
    ///     }
    /// ```
    ///
    /// The session is kept with the scene: if the system ends the app meanwhile, the view shows it again, or tells the outcome.
    /// Links from the system that are the widget's are taken; yours come to your own `onOpenURL` as ever. A session of the user who
    /// was signed in before is forgotten, and told to nobody.
    ///
    /// - Parameters:
    ///   - view: How it is shown, if not as usual.
    ///   - restorationID: Where in the scene the session is kept. Two of these in one scene need two.
    ///   - onResult: Called once. The session is acknowledged when it returns, and not told again.
    public func vinculoConnect(
        isPresented: Binding<Bool>, with vinculo: Vinculo, options: ConnectOptions, view: ConnectViewOptions? = nil,
        restorationID: String = "dev.vinculo.connect",
        onResult: @escaping @MainActor (ConnectResult) async -> Void
    ) -> some View {
        modifier(
            ConnectModifier(
                isPresented: isPresented, vinculo: vinculo, options: options,
                viewOptions: view ?? ConnectViewOptions(for: options), onResult: onResult, restorationID: restorationID))
    }

    /// Repairs the link `item` while it is not `nil` (Belvo's update mode), and says how that ended. The rest is as above.
    public func vinculoConnect(
        item: Binding<LinkId?>, with vinculo: Vinculo, options: ConnectOptions, view: ConnectViewOptions? = nil,
        restorationID: String = "dev.vinculo.repair",
        onResult: @escaping @MainActor (ConnectResult) async -> Void
    ) -> some View {
        var repairing = options
        repairing.repair = item.wrappedValue
        let isPresented = Binding(
            get: { item.wrappedValue != nil },
            set: { if !$0 { item.wrappedValue = nil } })
        return vinculoConnect(
            isPresented: isPresented, with: vinculo, options: repairing, view: view, restorationID: restorationID,
            onResult: onResult)
    }
}

private struct ConnectModifier: ViewModifier {
    @Binding var isPresented: Bool
    let vinculo: Vinculo
    let options: ConnectOptions
    let viewOptions: ConnectViewOptions
    let onResult: ConnectFlow.Listener

    /// The session, to bring it back: the scene keeps it. It holds no token.
    @SceneStorage private var saved: Data
    @Environment(\.scenePhase) private var scenePhase
    @State private var sheet = ConnectSheet()

    init(
        isPresented: Binding<Bool>, vinculo: Vinculo, options: ConnectOptions, viewOptions: ConnectViewOptions,
        onResult: @escaping ConnectFlow.Listener, restorationID: String
    ) {
        _isPresented = isPresented
        self.vinculo = vinculo
        self.options = options
        self.viewOptions = viewOptions
        self.onResult = onResult
        _saved = SceneStorage(wrappedValue: Data(), restorationID)
    }

    func body(content: Content) -> some View {
        content
            .background(ConnectAnchor(sheet: sheet))
            .task(id: isPresented) {
                sheet.comeBack(errand)
                if isPresented { sheet.begin(errand) } else { sheet.close() }
            }
            .onChange(of: scenePhase) { _ in sheet.flow?.keep() }
            .onOpenURL { url in
                // Perhaps before the view was there.
                sheet.comeBack(errand)
                sheet.flow?.openLink(url.absoluteString)
            }
    }

    private var errand: ConnectSheet.Errand {
        ConnectSheet.Errand(
            vinculo: vinculo, options: options, viewOptions: viewOptions,
            slot: ConnectFlow.Slot(read: { saved }, write: { saved = $0 }),
            isPresented: $isPresented, onResult: onResult)
    }
}
#endif
