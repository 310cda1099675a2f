namespace Verbatims.Nlp.Analysis;

/// <summary>The tone of one clause, read on its own.</summary>
/// <param name="Start">First character, from 0, in the masked comment.</param>
/// <param name="End">After the last character.</param>
/// <param name="Tone">The most probable tone.</param>
/// <param name="Probabilities">Four probabilities, in the order P, N, M, R.</param>
public sealed record ClauseTone(int Start, int End, Tone Tone, IReadOnlyList<double> Probabilities);
