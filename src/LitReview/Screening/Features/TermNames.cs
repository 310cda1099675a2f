namespace LitReview.Screening.Features;

/// <summary>How a person reads each term: one word, or two.</summary>
internal sealed class TermNames(string[] shown, int[] first, int[] second)
{
    public const int NoWord = -1;

    public string this[int term] =>
        second[term] == NoWord ? shown[first[term]] : $"{shown[first[term]]} {shown[second[term]]}";
}
