using Verbatims.Nlp.Figures;

namespace HasToolkit.Web.Figures;

/// <summary>Small pictures beside numbers that say the same: they are hidden from those who do not see them.</summary>
internal static class ShareFigure
{
    private const double Width = 200;
    private const double Height = 18;

    /// <summary>Blame to the left of the middle, praise to the right, to a scale that the lines of a table share.</summary>
    public static string Sides(long blamed, long praised, long most) => Hidden(
        Markup.Rect("side-bad", (Width / 2) - Length(blamed, most), 3, Length(blamed, most), Height - 6, 2)
        + Markup.Rect("side-good", Width / 2, 3, Length(praised, most), Height - 6, 2)
        + Markup.Path("side-middle", $"M{Markup.N(Width / 2)} 0V{Markup.N(Height)}"));

    /// <summary>A share with its interval, beside a line where the share of all stands.</summary>
    public static string Interval(Proportion share, double? all)
    {
        var middle = all is { } known ? Markup.Path("share-all", $"M{Markup.N(Width * known)} 0V{Markup.N(Height)}") : "";
        if (share.Value is not { } value)
            return Hidden(middle);
        return Hidden(
            Markup.Path("share-track", $"M0 {Markup.N(Height / 2)}H{Markup.N(Width)}") + middle
            + Markup.Path("share-range", $"M{Markup.N(Width * share.Low)} {Markup.N(Height / 2)}H{Markup.N(Width * share.High)}")
            + $"<circle class=\"share-dot\" cx=\"{Markup.N(Width * value)}\" cy=\"{Markup.N(Height / 2)}\" r=\"4.5\"/>");
    }

    private static double Length(long count, long most) => most == 0 ? 0 : (Width / 2) * count / most;

    private static string Hidden(string content) =>
        $"<svg class=\"share-figure\" viewBox=\"0 0 {Markup.N(Width)} {Markup.N(Height)}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
        + $"focusable=\"false\" xmlns=\"http://www.w3.org/2000/svg\">{content}</svg>";
}
