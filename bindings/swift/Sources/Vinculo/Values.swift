import VinculoGenerated

/// Where a session is.
public typealias Phase = VinculoGenerated.Phase
