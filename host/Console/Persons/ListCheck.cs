namespace Hub.Console.Persons;

/// <summary>What a check of a list of payments means for the list.</summary>
public enum ListCheck
{
    /// <summary>The list is taken; the lines are named.</summary>
    Warning,

    /// <summary>The list is refused; the lines are named.</summary>
    Error,
}
