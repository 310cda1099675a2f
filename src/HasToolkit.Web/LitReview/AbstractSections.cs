using System.Text.RegularExpressions;

namespace HasToolkit.Web.LitReview;

/// <summary>The headings of an abstract, in French and English.</summary>
internal static partial class AbstractSections
{
    /// <summary>The heading that a line begins with, its mark and space with it; empty when there is none.</summary>
    public static string Heading(string line) => Section().Match(line).Value;

    [GeneratedRegex(
        @"^(Contexte|Introduction|Objectifs?|But|Méthodes?|Matériel et méthodes?|Patients et méthodes?|Résultats?|Discussion|Conclusions?|"
        + @"Interprétation|Background|Context|Aims?|Objectives?|Purpose|Design|Setting|Participants|Interventions?|Methods?|"
        + @"Materials and methods|Main outcome measures?|Measurements|Results|Findings|Interpretation|Limitations|Funding)\s?[.:]\s",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Section();
}
