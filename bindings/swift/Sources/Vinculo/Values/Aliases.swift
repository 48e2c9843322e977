// Enums and small values of the core that say all there is to say, under the package's own name.

import VinculoGenerated

/// Belvo's id of a link. Prints no content; `value` is for your backend.
public typealias LinkId = VinculoGenerated.LinkId
/// A text that may hold a token or something about a person. Prints no content; `value` is the text.
public typealias PrivateText = VinculoGenerated.PrivateText
/// Where a session is.
public typealias Phase = VinculoGenerated.Phase
/// What the user waits for.
public typealias LoadingStage = VinculoGenerated.LoadingStage
/// Why the widget cannot be shown.
public typealias ConnectProblem = VinculoGenerated.Problem
/// Why no token came.
public typealias TokenProblem = VinculoGenerated.TokenProblem
/// Why the webview's main document did not load.
public typealias LoadProblem = VinculoGenerated.LoadProblem
/// Whose navigation it is.
public typealias Frame = VinculoGenerated.Frame
/// What became of a link from the operating system.
public typealias DeepLinkVerdict = VinculoGenerated.DeepLinkVerdict
/// Who dismissed the view.
public typealias DismissedBy = VinculoGenerated.DismissedBy
/// How far the user had come when leaving.
public typealias ExitStage = VinculoGenerated.ExitStage
/// Who closed the session.
public typealias ExitSource = VinculoGenerated.ExitSource
/// Why a session could not go on without help.
public typealias FailReason = VinculoGenerated.FailReason
/// What the user should do about a link.
public typealias NeededAction = VinculoGenerated.NeededAction
/// What becomes of outcomes that other users left in the journal.
public typealias OtherUsers = VinculoGenerated.OtherUsers
/// Where an outcome of the journal stands.
public typealias OutboxEntryState = VinculoGenerated.OutboxEntryState
/// Belvo's environment.
public typealias BelvoEnvironment = VinculoGenerated.BelvoEnvironment
/// Language of the widget.
public typealias WidgetLocale = VinculoGenerated.WidgetLocale
/// Kind of institution to offer.
public typealias InstitutionType = VinculoGenerated.InstitutionType
/// A country whose institutions are offered.
public typealias CountryCode = VinculoGenerated.CountryCode
/// How often a link may be read.
public typealias AccessMode = VinculoGenerated.AccessMode
/// Way of connecting.
public typealias IntegrationType = VinculoGenerated.IntegrationType
/// A kind of data.
public typealias Resource = VinculoGenerated.Resource
