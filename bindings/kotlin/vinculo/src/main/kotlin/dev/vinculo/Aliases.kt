package dev.vinculo

// Enums and small values of the core that say all there is to say. Java names them in `dev.vinculo.core`.

/** Belvo's id of a link. Prints no content; `value` is for your backend. */
public typealias LinkId = dev.vinculo.core.LinkId

/** A text that may hold a token or something about a person. Prints no content; `value` is the text. */
public typealias PrivateText = dev.vinculo.core.PrivateText

/** Where a session is. */
public typealias Phase = dev.vinculo.core.Phase

/** What the user waits for. */
public typealias LoadingStage = dev.vinculo.core.LoadingStage

/** Why no token came. */
public typealias TokenProblem = dev.vinculo.core.TokenProblem

/** What became of a link from the operating system. */
public typealias DeepLinkVerdict = dev.vinculo.core.DeepLinkVerdict

/** Who dismissed the view. */
public typealias DismissedBy = dev.vinculo.core.DismissedBy

/** How far the user had come when leaving. */
public typealias ExitStage = dev.vinculo.core.ExitStage

/** Who closed the session. */
public typealias ExitSource = dev.vinculo.core.ExitSource

/** Why a session could not go on without help. */
public typealias FailReason = dev.vinculo.core.FailReason

/** Belvo's environment. */
public typealias Environment = dev.vinculo.core.BelvoEnvironment

/** Language of the widget. */
public typealias WidgetLocale = dev.vinculo.core.WidgetLocale

/** Kind of institution to offer. */
public typealias InstitutionType = dev.vinculo.core.InstitutionType

/** How often a link may be read. */
public typealias AccessMode = dev.vinculo.core.AccessMode

/** Way of connecting. */
public typealias IntegrationType = dev.vinculo.core.IntegrationType

/** A kind of data. */
public typealias Resource = dev.vinculo.core.Resource
