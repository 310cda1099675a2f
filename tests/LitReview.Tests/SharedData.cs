namespace LitReview.Tests;

/// <summary>Data that is too large, or not free enough, to be in the repository; tests on it skip where it is absent.</summary>
internal static class SharedData
{
    /// <summary>A file below a sibling folder « shared/data », or a skip with the reason.</summary>
    public static string File(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", relative);
            if (System.IO.File.Exists(file))
                return file;
        }

        Assert.Skip($"No folder above the tests has shared/data/{relative}.");
        return "";
    }
}
