import VinculoGenerated

func json(_ outcome: Outcome) -> JSON {
    [
        "id": .text(outcome.id), "session_id": .text(outcome.sessionId), "sequence": .number(Int64(outcome.sequence)),
        name(outcome.ending): json(outcome.ending),
    ]
}

private func json(_ ending: Ending) -> JSON {
    switch ending {
    case .connected(let link, let institution, let late, let otherLink):
        [
            "link": .text(link.value), "institution": .text(institution), "late": .flag(late),
            "other_link": .flag(otherLink),
        ]
    case .exited(let stage, let error, let source):
        ["stage": .text(name(stage)), "error": error.map(json), "source": .text(name(source))]
    case .failed(let reason): ["reason": .text(name(reason))]
    }
}
