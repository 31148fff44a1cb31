//! Written by `structured import`, one module per schema.

pub mod guide2025_user_data_pattern_format;
pub mod guide2025_weather_min_max;
pub mod live_response_format_foodanalysis_f84e0e;
pub mod live_response_format_invoice_78236f;
pub mod live_response_format_structuredanswer_8f395d;
pub mod live_response_format_structuredanswer_94b8f0;
pub mod live_text_format_citylocation_e804a4;
pub mod live_text_format_payment_42b171;
pub mod live_text_format_personschemaclass_83ce39;
pub mod live_text_format_person_8c9755;
pub mod live_text_format_final_result_74f8a4;
pub mod live_text_format_response_8265d5;
pub mod live_tool_analyze_data_662e5e;
pub mod live_tool_ask_question_d40b6b;
pub mod live_tool_bar_af0895;
pub mod live_tool_celsius_to_fahrenheit_0d72d5;
pub mod live_tool_compose_music_f976b1;
pub mod live_tool_create_file_b6f321;
pub mod live_tool_final_result_551385;
pub mod live_tool_final_result_6bb2da;
pub mod live_tool_final_result_83582c;
pub mod live_tool_final_result_98ccb3;
pub mod live_tool_generate_report_ed9725;
pub mod live_tool_get_capital_5503c6;
pub mod live_tool_get_city_info_1ba0bd;
pub mod live_tool_get_exchange_rate_374e98;
pub mod live_tool_get_exchange_rate_e687d8;
pub mod live_tool_get_location_c7c726;
pub mod live_tool_get_time_a2d480;
pub mod live_tool_get_upper_case_d8d38d;
pub mod live_tool_get_weather_1c774c;
pub mod live_tool_get_weather_41b395;
pub mod live_tool_get_weather_forecast_d8080d;
pub mod live_tool_handoff_to_agent_a_ea7a63;
pub mod live_tool_handoff_to_agent_b_0f4a74;
pub mod live_tool_load_capability_22ad81;
pub mod live_tool_lookup_exchange_rate_25358e;
pub mod live_tool_lookup_refund_policy_7ad0cb;
pub mod live_tool_plan_and_apply_recipe_modifications_19bc5b;
pub mod live_tool_process_results_e3cec8;
pub mod live_tool_read_wiki_structure_0254ad;
pub mod live_tool_search_recipes_a1e522;
pub mod live_tool_search_tools_21cfcc;
pub mod live_tool_stock_lookup_c270e4;
pub mod live_tool_transfer_to_analytics_agent_68811a;
pub mod live_tool_update_plan_507494;
pub mod live_tool_use_elicitation_190335;
pub mod live_tool_use_sampling_1e9d8e;
pub mod probe_deep8_nine_object_levels;
pub mod probe_minmax_maxlength_pattern;
pub mod probe_pattern_minlength_maxlength;
pub mod probe_wide400;
pub mod sdknode_contactperson_parse_zod_merged_schemas;
pub mod sdknode_fakedata_parse_zod_ref_schemas_with_transform;
pub mod sdknode_location_parse_zod_deserialises_response_format;
pub mod sdknode_query_parse_zod_nested_schema_extraction;
pub mod sdknode_query_parse_zod_recursive_schema_extraction;
pub mod sdknode_ui_parse_zod_top_level_recursive_schemas;
pub mod seed_anyof_item;
pub mod seed_defs_step;
pub mod seed_get_weather_function;
pub mod seed_get_weather_nullable_enum;
pub mod seed_get_weather_response_format;
pub mod seed_linked_list;
pub mod seed_ui_root_recursion;

use structured_core::StructuredOutput;

/// The name of each schema, and what its types derive.
pub const DERIVED: &[(&str, &str)] = &[
    ("guide2025_user_data_pattern_format", guide2025_user_data_pattern_format::Guide2025UserDataPatternFormat::JSON_SCHEMA),
    ("guide2025_weather_min_max", guide2025_weather_min_max::Guide2025WeatherMinMax::JSON_SCHEMA),
    ("live_response_format_FoodAnalysis_f84e0e", live_response_format_foodanalysis_f84e0e::FoodAnalysis::JSON_SCHEMA),
    ("live_response_format_Invoice_78236f", live_response_format_invoice_78236f::Invoice::JSON_SCHEMA),
    ("live_response_format_StructuredAnswer_8f395d", live_response_format_structuredanswer_8f395d::StructuredAnswer::JSON_SCHEMA),
    ("live_response_format_StructuredAnswer_94b8f0", live_response_format_structuredanswer_94b8f0::StructuredAnswer::JSON_SCHEMA),
    ("live_text_format_CityLocation_e804a4", live_text_format_citylocation_e804a4::LiveTextFormatCityLocationE804a4::JSON_SCHEMA),
    ("live_text_format_Payment_42b171", live_text_format_payment_42b171::LiveTextFormatPayment42b171::JSON_SCHEMA),
    ("live_text_format_PersonSchemaClass_83ce39", live_text_format_personschemaclass_83ce39::LiveTextFormatPersonSchemaClass83ce39::JSON_SCHEMA),
    ("live_text_format_Person_8c9755", live_text_format_person_8c9755::Person::JSON_SCHEMA),
    ("live_text_format_final_result_74f8a4", live_text_format_final_result_74f8a4::LiveTextFormatFinalResult74f8a4::JSON_SCHEMA),
    ("live_text_format_response_8265d5", live_text_format_response_8265d5::LiveTextFormatResponse8265d5::JSON_SCHEMA),
    ("live_tool_analyze_data_662e5e", live_tool_analyze_data_662e5e::AnalyzeDataArgs::JSON_SCHEMA),
    ("live_tool_ask_question_d40b6b", live_tool_ask_question_d40b6b::LiveToolAskQuestionD40b6b::JSON_SCHEMA),
    ("live_tool_bar_af0895", live_tool_bar_af0895::LiveToolBarAf0895::JSON_SCHEMA),
    ("live_tool_celsius_to_fahrenheit_0d72d5", live_tool_celsius_to_fahrenheit_0d72d5::LiveToolCelsiusToFahrenheit0d72d5::JSON_SCHEMA),
    ("live_tool_compose_music_f976b1", live_tool_compose_music_f976b1::ComposeMusicArgs::JSON_SCHEMA),
    ("live_tool_create_file_b6f321", live_tool_create_file_b6f321::LiveToolCreateFileB6f321::JSON_SCHEMA),
    ("live_tool_final_result_551385", live_tool_final_result_551385::LiveToolFinalResult551385::JSON_SCHEMA),
    ("live_tool_final_result_6bb2da", live_tool_final_result_6bb2da::MyOutput::JSON_SCHEMA),
    ("live_tool_final_result_83582c", live_tool_final_result_83582c::LiveToolFinalResult83582c::JSON_SCHEMA),
    ("live_tool_final_result_98ccb3", live_tool_final_result_98ccb3::LiveToolFinalResult98ccb3::JSON_SCHEMA),
    ("live_tool_generate_report_ed9725", live_tool_generate_report_ed9725::GenerateReportArgs::JSON_SCHEMA),
    ("live_tool_get_capital_5503c6", live_tool_get_capital_5503c6::LiveToolGetCapital5503c6::JSON_SCHEMA),
    ("live_tool_get_city_info_1ba0bd", live_tool_get_city_info_1ba0bd::GetCityInfoArgs::JSON_SCHEMA),
    ("live_tool_get_exchange_rate_374e98", live_tool_get_exchange_rate_374e98::LiveToolGetExchangeRate374e98::JSON_SCHEMA),
    ("live_tool_get_exchange_rate_e687d8", live_tool_get_exchange_rate_e687d8::LiveToolGetExchangeRateE687d8::JSON_SCHEMA),
    ("live_tool_get_location_c7c726", live_tool_get_location_c7c726::LiveToolGetLocationC7c726::JSON_SCHEMA),
    ("live_tool_get_time_a2d480", live_tool_get_time_a2d480::LiveToolGetTimeA2d480::JSON_SCHEMA),
    ("live_tool_get_upper_case_d8d38d", live_tool_get_upper_case_d8d38d::LiveToolGetUpperCaseD8d38d::JSON_SCHEMA),
    ("live_tool_get_weather_1c774c", live_tool_get_weather_1c774c::GetWeatherArgs::JSON_SCHEMA),
    ("live_tool_get_weather_41b395", live_tool_get_weather_41b395::LiveToolGetWeather41b395::JSON_SCHEMA),
    ("live_tool_get_weather_forecast_d8080d", live_tool_get_weather_forecast_d8080d::LiveToolGetWeatherForecastD8080d::JSON_SCHEMA),
    ("live_tool_handoff_to_agent_a_ea7a63", live_tool_handoff_to_agent_a_ea7a63::HandoffToAgentAArgs::JSON_SCHEMA),
    ("live_tool_handoff_to_agent_b_0f4a74", live_tool_handoff_to_agent_b_0f4a74::HandoffToAgentBArgs::JSON_SCHEMA),
    ("live_tool_load_capability_22ad81", live_tool_load_capability_22ad81::LiveToolLoadCapability22ad81::JSON_SCHEMA),
    ("live_tool_lookup_exchange_rate_25358e", live_tool_lookup_exchange_rate_25358e::LiveToolLookupExchangeRate25358e::JSON_SCHEMA),
    ("live_tool_lookup_refund_policy_7ad0cb", live_tool_lookup_refund_policy_7ad0cb::LiveToolLookupRefundPolicy7ad0cb::JSON_SCHEMA),
    ("live_tool_plan_and_apply_recipe_modifications_19bc5b", live_tool_plan_and_apply_recipe_modifications_19bc5b::PlanAndApplyRecipeModificationsArgs::JSON_SCHEMA),
    ("live_tool_process_results_e3cec8", live_tool_process_results_e3cec8::ProcessResultsArgs::JSON_SCHEMA),
    ("live_tool_read_wiki_structure_0254ad", live_tool_read_wiki_structure_0254ad::LiveToolReadWikiStructure0254ad::JSON_SCHEMA),
    ("live_tool_search_recipes_a1e522", live_tool_search_recipes_a1e522::SearchRecipesArgs::JSON_SCHEMA),
    ("live_tool_search_tools_21cfcc", live_tool_search_tools_21cfcc::LiveToolSearchTools21cfcc::JSON_SCHEMA),
    ("live_tool_stock_lookup_c270e4", live_tool_stock_lookup_c270e4::LiveToolStockLookupC270e4::JSON_SCHEMA),
    ("live_tool_transfer_to_analytics_agent_68811a", live_tool_transfer_to_analytics_agent_68811a::LiveToolTransferToAnalyticsAgent68811a::JSON_SCHEMA),
    ("live_tool_update_plan_507494", live_tool_update_plan_507494::LiveToolUpdatePlan507494::JSON_SCHEMA),
    ("live_tool_use_elicitation_190335", live_tool_use_elicitation_190335::LiveToolUseElicitation190335::JSON_SCHEMA),
    ("live_tool_use_sampling_1e9d8e", live_tool_use_sampling_1e9d8e::LiveToolUseSampling1e9d8e::JSON_SCHEMA),
    ("probe_deep8_nine_object_levels", probe_deep8_nine_object_levels::ProbeDeep8NineObjectLevels::JSON_SCHEMA),
    ("probe_minmax_maxlength_pattern", probe_minmax_maxlength_pattern::ProbeMinmaxMaxlengthPattern::JSON_SCHEMA),
    ("probe_pattern_minlength_maxlength", probe_pattern_minlength_maxlength::ProbePatternMinlengthMaxlength::JSON_SCHEMA),
    ("probe_wide400", probe_wide400::ProbeWide400::JSON_SCHEMA),
    ("sdknode_contactPerson_parse_zod_merged_schemas", sdknode_contactperson_parse_zod_merged_schemas::SdknodeContactPersonParseZodMergedSchemas::JSON_SCHEMA),
    ("sdknode_fakeData_parse_zod_ref_schemas_with_transform", sdknode_fakedata_parse_zod_ref_schemas_with_transform::SdknodeFakeDataParseZodRefSchemasWithTransform::JSON_SCHEMA),
    ("sdknode_location_parse_zod_deserialises_response_format", sdknode_location_parse_zod_deserialises_response_format::SdknodeLocationParseZodDeserialisesResponseFormat::JSON_SCHEMA),
    ("sdknode_query_parse_zod_nested_schema_extraction", sdknode_query_parse_zod_nested_schema_extraction::SdknodeQueryParseZodNestedSchemaExtraction::JSON_SCHEMA),
    ("sdknode_query_parse_zod_recursive_schema_extraction", sdknode_query_parse_zod_recursive_schema_extraction::SdknodeQueryParseZodRecursiveSchemaExtraction::JSON_SCHEMA),
    ("sdknode_ui_parse_zod_top_level_recursive_schemas", sdknode_ui_parse_zod_top_level_recursive_schemas::SdknodeUiParseZodTopLevelRecursiveSchemas::JSON_SCHEMA),
    ("seed_anyof_item", seed_anyof_item::SeedAnyofItem::JSON_SCHEMA),
    ("seed_defs_step", seed_defs_step::SeedDefsStep::JSON_SCHEMA),
    ("seed_get_weather_function", seed_get_weather_function::SeedGetWeatherFunction::JSON_SCHEMA),
    ("seed_get_weather_nullable_enum", seed_get_weather_nullable_enum::SeedGetWeatherNullableEnum::JSON_SCHEMA),
    ("seed_get_weather_response_format", seed_get_weather_response_format::SeedGetWeatherResponseFormat::JSON_SCHEMA),
    ("seed_linked_list", seed_linked_list::SeedLinkedList::JSON_SCHEMA),
    ("seed_ui_root_recursion", seed_ui_root_recursion::SeedUiRootRecursion::JSON_SCHEMA),
];
